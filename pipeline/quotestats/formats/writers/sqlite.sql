-- What makes the database ready to be asked: indexes, full-text search, and views for the usual questions.

CREATE INDEX quoted_statistics_actor ON quoted_statistics (actor_id);
CREATE INDEX quoted_statistics_published ON quoted_statistics (published);
CREATE INDEX attributions_actor ON attributions (actor_id);
CREATE INDEX mentions_actor ON mentions (actor_id);

CREATE VIRTUAL TABLE quoted_statistics_fts
USING fts5 (sentence, content, counted, actor, source, title, content = 'quoted_statistics');
INSERT INTO quoted_statistics_fts (quoted_statistics_fts) VALUES ('rebuild');

-- Who said which number, in the columns that people read first.
CREATE VIEW claims AS
SELECT published, outlet, coalesce(actor, source) AS who, actor_type, quantity, value, unit, per, counted, direction,
       role, year, quote_type, stance, confidence, sentence, article_id, statistic_id
FROM quoted_statistics;

-- Who quotes numbers, how often, and how.
CREATE VIEW speakers AS
SELECT actor_id, actor, actor_type, count(*) AS statistics, count(DISTINCT article_id) AS articles,
       sum(quote_type = 'direct') AS direct, sum(quote_type = 'mixed') AS mixed, sum(quote_type = 'indirect') AS indirect,
       min(published) AS first_published, max(published) AS last_published
FROM quoted_statistics
GROUP BY actor_id, actor, actor_type;

-- How many articles and quoted statistics there are, month by month and outlet by outlet.
CREATE VIEW coverage AS
SELECT substr(published, 1, 7) AS month, outlet, count(*) AS articles, sum(quoted_statistics) AS quoted_statistics,
       sum(quantities) AS quantities
FROM articles
GROUP BY month, outlet;
