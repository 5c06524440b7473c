-- Photos of contacts. Fields, bases, journal and conflicts name them by their digest; each picture lies here once.
CREATE TABLE raccordo.photo (
  -- SHA-256, hex.
  digest text COLLATE "C" PRIMARY KEY,
  media_type text NOT NULL CHECK (media_type IN ('image/jpeg', 'image/png', 'image/gif', 'image/bmp')),
  bytes bytea NOT NULL CHECK (length(bytes) BETWEEN 1 AND 1048576),
  -- Put, seen on a side, or found to be named by something. What nothing names is removed a while after that.
  needed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX photo_needed ON raccordo.photo (needed_at);

-- Which photo a picture of a mailbox is, so that it is fetched once. The mark changes with the picture.
CREATE TABLE raccordo.photo_seen (
  mark text COLLATE "C" PRIMARY KEY,
  digest text COLLATE "C" NOT NULL REFERENCES raccordo.photo (digest) ON DELETE CASCADE,
  at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX photo_seen_digest ON raccordo.photo_seen (digest);
CREATE INDEX photo_seen_age ON raccordo.photo_seen (at);
