-- Control planes that share the store: where each answers the others, by which certificate (SHA-256), and how often it has said so.
CREATE TABLE replicas (
  instance TEXT NOT NULL PRIMARY KEY,
  address TEXT NOT NULL,
  certificate TEXT,
  version TEXT NOT NULL,
  beat BIGINT NOT NULL
);
