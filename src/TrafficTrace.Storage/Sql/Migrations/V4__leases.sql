-- Who of several processes does what one is to do. The term counts up with every change of hands. Until is in milliseconds since 1970 by the
-- clock of the database; 0 when the lease was given back.
CREATE TABLE leases (
  name TEXT NOT NULL PRIMARY KEY,
  holder TEXT NOT NULL,
  term BIGINT NOT NULL,
  until BIGINT NOT NULL
);
