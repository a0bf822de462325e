-- The whole life of a case: accounts of every role, cases, and their journals.
-- What stood before becomes cases at the next start (`adopt.rs`), for a digest is nothing that SQL computes.

CREATE TABLE earlier_applications (
    reference   TEXT NOT NULL PRIMARY KEY,
    tenant      TEXT NOT NULL,
    account     TEXT NOT NULL,
    received_at TEXT NOT NULL,
    envelope    TEXT NOT NULL
);
INSERT INTO earlier_applications (reference, tenant, account, received_at, envelope)
SELECT reference, tenant, CASE account WHEN 'reviewer' THEN 'authority' ELSE account END, received_at, envelope
FROM applications;

-- An envelope lists its attachments itself.
DROP TABLE application_attachments;
DROP TABLE applications;
-- Everybody signs in once more.
DROP TABLE sessions;

CREATE TABLE accounts_of_every_role (
    name     TEXT NOT NULL PRIMARY KEY,
    tenant   TEXT NOT NULL REFERENCES tenants (code),
    role     TEXT NOT NULL CHECK (role IN ('department', 'authority', 'centre', 'supplier', 'treasury')),
    password TEXT NOT NULL            -- argon2id, in PHC form
);
INSERT INTO accounts_of_every_role (name, tenant, role, password)
SELECT CASE name WHEN 'reviewer' THEN 'authority' ELSE name END, tenant,
       CASE role WHEN 'reviewer' THEN 'authority' ELSE role END, password
FROM accounts;
DROP TABLE accounts;
ALTER TABLE accounts_of_every_role RENAME TO accounts;

CREATE TABLE sessions (
    id         TEXT   NOT NULL PRIMARY KEY,  -- SM3 of the cookie: a copy of this table opens no session
    account    TEXT   NOT NULL REFERENCES accounts (name),
    csrf       TEXT   NOT NULL,
    expires_at BIGINT NOT NULL
);

-- One row a case. All but the first two columns are an index: derived from the journal with each entry, and
-- anew at each start (`index.rs`). Nothing is decided by them that the journal is not asked again about.
CREATE TABLE cases (
    reference   TEXT   NOT NULL PRIMARY KEY,
    tenant      TEXT   NOT NULL REFERENCES tenants (code),
    system_name TEXT   NOT NULL,
    errand      TEXT   NOT NULL,      -- the last application: deploy, migrate, change or leave
    kind        TEXT   NOT NULL,      -- the procedure at work: apply, change, leave; empty where none is
    standing    TEXT   NOT NULL,      -- the stage of it, or running, withdrawn, refused, left
    turn        TEXT   NOT NULL,      -- the role that is waited for; empty where none is
    supplier    TEXT   NOT NULL,      -- name of the supplier in charge; empty where none was chosen
    since       TEXT   NOT NULL,      -- since when it stands there
    updated     TEXT   NOT NULL,      -- instant of the last entry
    advice      BIGINT NOT NULL,      -- pieces of advice that are open
    entries     BIGINT NOT NULL,      -- number of the last entry
    head        TEXT   NOT NULL       -- digest of the last entry: what a sender must have seen
);

-- The journals. A row is written once.
CREATE TABLE entries (
    reference TEXT   NOT NULL REFERENCES cases (reference),
    number    BIGINT NOT NULL,
    role      TEXT   NOT NULL,
    tenant    TEXT   NOT NULL REFERENCES tenants (code),
    account   TEXT   NOT NULL REFERENCES accounts (name),
    taken_at  TEXT   NOT NULL,
    errand    TEXT   NOT NULL,
    idem_key  TEXT   NOT NULL,
    digest    TEXT   NOT NULL,        -- SM3 of the envelope
    envelope  TEXT   NOT NULL,        -- exactly the bytes that came in
    entry     TEXT   NOT NULL,        -- the entry as it stands in the journal, canonical
    previous  TEXT   NOT NULL,        -- digest of the entry before
    sealed    TEXT   NOT NULL,        -- digest of this entry
    PRIMARY KEY (reference, number),
    UNIQUE (tenant, account, idem_key)
);

CREATE TABLE case_attachments (
    reference  TEXT   NOT NULL,
    number     BIGINT NOT NULL,
    position   BIGINT NOT NULL,
    role       TEXT   NOT NULL,       -- what it is in its case, such as `plan`
    digest     TEXT   NOT NULL,
    name       TEXT   NOT NULL,
    media_type TEXT   NOT NULL,
    size       BIGINT NOT NULL,
    PRIMARY KEY (reference, number, position),
    FOREIGN KEY (reference, number) REFERENCES entries (reference, number)
);

-- References of applications that took the place of another one before there were cases: their receipts stay
-- good and lead to the case.
CREATE TABLE former_references (
    former    TEXT NOT NULL PRIMARY KEY,
    reference TEXT NOT NULL REFERENCES cases (reference)
);
