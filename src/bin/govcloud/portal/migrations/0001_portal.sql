-- The portal's own tables, in SQL that SQLite and PostgreSQL both read.
-- Instants are kept as text (2026-11-23T21:55:01+08:00, always this offset, so that they sort) or as
-- whole seconds since 1970 where the portal computes with them.

CREATE TABLE tenants (
    code    TEXT NOT NULL PRIMARY KEY,
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL
);

CREATE TABLE accounts (
    name     TEXT NOT NULL PRIMARY KEY,
    tenant   TEXT NOT NULL REFERENCES tenants (code),
    role     TEXT NOT NULL CHECK (role IN ('department', 'reviewer')),
    password TEXT NOT NULL            -- argon2id, in PHC form
);

CREATE TABLE sessions (
    id         TEXT   NOT NULL PRIMARY KEY,  -- SM3 of the cookie: a copy of this table opens no session
    account    TEXT   NOT NULL REFERENCES accounts (name),
    csrf       TEXT   NOT NULL,
    expires_at BIGINT NOT NULL
);

-- Which department holds which uploaded bytes. The bytes themselves are files named by their digest.
CREATE TABLE attachments (
    tenant     TEXT   NOT NULL REFERENCES tenants (code),
    digest     TEXT   NOT NULL,
    size       BIGINT NOT NULL,
    media_type TEXT   NOT NULL,
    stored_at  TEXT   NOT NULL,
    PRIMARY KEY (tenant, digest)
);

-- One row a key that was ever claimed and not refused. `reference` is empty while the work is going on.
CREATE TABLE claims (
    tenant     TEXT   NOT NULL,
    account    TEXT   NOT NULL,
    idem_key   TEXT   NOT NULL,
    digest     TEXT   NOT NULL,
    claimed_at BIGINT NOT NULL,
    reference  TEXT   NOT NULL,
    PRIMARY KEY (tenant, account, idem_key)
);

CREATE TABLE applications (
    reference   TEXT NOT NULL PRIMARY KEY,
    tenant      TEXT NOT NULL REFERENCES tenants (code),
    account     TEXT NOT NULL REFERENCES accounts (name),
    idem_key    TEXT NOT NULL,
    digest      TEXT NOT NULL,
    errand      TEXT NOT NULL,
    system_name TEXT NOT NULL,
    received_at TEXT NOT NULL,
    status      TEXT NOT NULL,
    envelope    TEXT NOT NULL,        -- exactly the bytes that came in
    UNIQUE (tenant, account, idem_key)
);

CREATE TABLE application_attachments (
    reference  TEXT   NOT NULL REFERENCES applications (reference),
    position   BIGINT NOT NULL,
    digest     TEXT   NOT NULL,
    name       TEXT   NOT NULL,
    media_type TEXT   NOT NULL,
    size       BIGINT NOT NULL,
    PRIMARY KEY (reference, position)
);

-- The last reference number of each year.
CREATE TABLE numbers (
    year BIGINT NOT NULL PRIMARY KEY,
    last BIGINT NOT NULL
);
