-- Who of several processes does what one is to do. The term counts up with every change of hands. Until is in milliseconds since 1970 by the
-- clock of the database; 0 when the lease was given back.
CREATE TABLE leases (
  name TEXT NOT NULL PRIMARY KEY,
  holder TEXT NOT NULL,
  term BIGINT NOT NULL,
  until BIGINT NOT NULL
);

-- Bytes of this entry and of all before it. Of entries that an older program wrote nobody knows: they count for nothing, and go first.
ALTER TABLE entries ADD COLUMN total BIGINT NOT NULL DEFAULT 0;

-- What one process observes for all that share the store, as JSON, and how often that has changed.
CREATE TABLE facts (
  name TEXT NOT NULL PRIMARY KEY,
  version BIGINT NOT NULL,
  content TEXT NOT NULL
);
