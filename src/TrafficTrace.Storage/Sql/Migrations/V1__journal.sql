-- One row: where the journal has come to. Every write begins by taking it, and holds it to its commit.
CREATE TABLE head (
  one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
  position BIGINT NOT NULL,
  cluster TEXT NOT NULL
);

-- What the API says now. Times are ticks of 100 ns since the year 1, in UTC.
CREATE TABLE documents (
  mesh TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  spec TEXT NOT NULL,
  created BIGINT,
  modified BIGINT,
  PRIMARY KEY (mesh, kind, name)
);

-- The history: a row a write, and a row for each resource that it changed.
CREATE TABLE entries (
  position BIGINT NOT NULL PRIMARY KEY,
  at BIGINT NOT NULL,
  origin TEXT NOT NULL,
  who TEXT NOT NULL,
  source TEXT NOT NULL
);

CREATE TABLE changes (
  position BIGINT NOT NULL REFERENCES entries (position) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  mesh TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  before_spec TEXT,
  before_created BIGINT,
  before_modified BIGINT,
  after_spec TEXT,
  after_created BIGINT,
  after_modified BIGINT,
  PRIMARY KEY (position, number)
);

CREATE INDEX changes_of ON changes (mesh, name, position);
