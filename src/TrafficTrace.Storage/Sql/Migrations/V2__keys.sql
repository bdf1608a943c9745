-- One row: how often keys or revocations have changed. Every change begins by taking it.
CREATE TABLE keyring (
  one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
  version BIGINT NOT NULL
);

INSERT INTO keyring (one, version) VALUES (1, 0);

-- Content is base64: PKCS#8, or that sealed (nonce, tag, AES-256-GCM) where sealed is 1. Times are ticks of 100 ns since the year 1, in UTC.
CREATE TABLE signing_keys (
  purpose TEXT NOT NULL,
  serial TEXT NOT NULL,
  content TEXT NOT NULL,
  sealed INTEGER NOT NULL,
  made BIGINT NOT NULL,
  PRIMARY KEY (purpose, serial)
);

CREATE TABLE revocations (
  purpose TEXT NOT NULL,
  token TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (purpose, token)
);
