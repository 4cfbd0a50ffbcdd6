"""Files put into a folder, and what reading them gives."""

from quotestats.formats import readers, sources
from quotestats.records import Problem


def read(*arguments, name="auto", skip=(), **options):
    found = []
    for source in sources.expand([str(argument) for argument in arguments], skip):
        if isinstance(source, Problem):
            found.append(source)
        else:
            found.extend(readers.read(source, name, readers.Options(**options)))
    return found


def put(folder, name, data):
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    return file
