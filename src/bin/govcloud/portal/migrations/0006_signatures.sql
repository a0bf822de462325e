-- The SM2 signatures that came with entries and were found right when they came. A row is written once, with its
-- entry; what was signed is the digest that stands in it.
CREATE TABLE signatures (
    reference  TEXT   NOT NULL,
    number     BIGINT NOT NULL,
    signature  TEXT   NOT NULL,       -- as it came
    public_key TEXT   NOT NULL,       -- the key by which it was found right: the whole point, hexadecimal digits
    PRIMARY KEY (reference, number),
    FOREIGN KEY (reference, number) REFERENCES entries (reference, number)
);
