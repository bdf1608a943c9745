-- One row: where the rows of registrations have come to. A write takes it, and holds it to its commit.
CREATE TABLE registration_head (
  one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
  position BIGINT NOT NULL
);

INSERT INTO registration_head (one, position) VALUES (1, 0);

-- Dataplanes that proxies brought themselves: which instance has the proxy, by which of its claims, from where, and by which write.
CREATE TABLE registrations (
  mesh TEXT NOT NULL,
  name TEXT NOT NULL,
  spec TEXT NOT NULL,
  instance TEXT NOT NULL,
  generation BIGINT NOT NULL,
  address TEXT,
  lost INTEGER NOT NULL,
  seen BIGINT NOT NULL,
  position BIGINT NOT NULL,
  PRIMARY KEY (mesh, name)
);

CREATE INDEX registrations_since ON registrations (position);

-- Processes that share the rows, and how often each has looked.
CREATE TABLE instances (
  instance TEXT NOT NULL PRIMARY KEY,
  beat BIGINT NOT NULL
);
