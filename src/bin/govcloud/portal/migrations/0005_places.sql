-- The rules of each place by which this portal has judged, so that a case keeps those it was filed under when the
-- portal goes on by others. A row is written once.
CREATE TABLE places (
    hash TEXT NOT NULL PRIMARY KEY,   -- SM3 of what the place holds, as reviews name it
    text TEXT NOT NULL                -- the place written out whole, in the format of jurisdiction.v1.json
);
