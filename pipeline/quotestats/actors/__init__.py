"""Who a name denotes: gazetteer, spelling of names, gender, the cast of an article, and the ranking of antecedents.

Pure functions of text and tables; the pipe that reads a parsed Doc is ``components/mentions.py``.
"""
