-- What one process observes for all that share the store, as JSON, and how often that has changed.
CREATE TABLE facts (
  name TEXT NOT NULL PRIMARY KEY,
  version BIGINT NOT NULL,
  content TEXT NOT NULL
);
