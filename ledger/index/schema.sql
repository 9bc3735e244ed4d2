-- The index of one book. All of it can be made again from the text; the text is never made from it.
-- Days are counted from 1 January of the year 1. Money is in pence.

CREATE TABLE files (
    name TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    mtime INTEGER NOT NULL,
    ctime INTEGER NOT NULL,
    inode INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    lines INTEGER NOT NULL,
    title TEXT NOT NULL,
    problems TEXT NOT NULL,
    reach TEXT NOT NULL,
    -- Whether what is added at its end means the same as it would alone.
    ends INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX files_with_problems ON files (name) WHERE problems <> '';

-- The version of the text, and a mark that changes with the lines about the book itself.
CREATE TABLE said (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE outline (
    id INTEGER PRIMARY KEY,
    file TEXT NOT NULL,
    line INTEGER NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX outline_in_file ON outline (file);

CREATE TABLE transactions (
    id INTEGER PRIMARY KEY,
    file TEXT NOT NULL,
    line INTEGER NOT NULL,
    day INTEGER NOT NULL,
    entry TEXT NOT NULL,
    fund TEXT NOT NULL,
    kind TEXT NOT NULL,
    pays TEXT NOT NULL,
    refunds TEXT NOT NULL,
    corrects TEXT NOT NULL,
    key TEXT NOT NULL,
    people TEXT NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX transactions_by_day ON transactions (day, line, file);
CREATE INDEX transactions_of_entry ON transactions (entry, day);
CREATE INDEX transactions_of_fund ON transactions (fund, day);
CREATE INDEX transactions_in_file ON transactions (file, line);
CREATE INDEX transactions_paying ON transactions (pays) WHERE pays <> '';
CREATE INDEX transactions_refunding ON transactions (refunds) WHERE refunds <> '';
CREATE INDEX transactions_correcting ON transactions (corrects) WHERE corrects <> '';
CREATE INDEX transactions_turning ON transactions (day, entry)
    WHERE corrects <> '' AND kind = 'reversal';
CREATE INDEX transactions_counting ON transactions (day, fund, kind, people) WHERE people <> '';
CREATE INDEX transactions_with_key ON transactions (key) WHERE key <> '';

CREATE TABLE postings (
    tx INTEGER NOT NULL,
    place INTEGER NOT NULL,
    account TEXT NOT NULL,
    fund TEXT NOT NULL,
    day INTEGER NOT NULL,
    pence INTEGER NOT NULL,
    PRIMARY KEY (tx, place)
) WITHOUT ROWID;
CREATE INDEX postings_on_account ON postings (account, day);
CREATE INDEX postings_by_day ON postings (day, account, fund, pence);

-- What moved cash, and what for: `heading` only where it is not that of the account, `member` why
-- a member was paid.
CREATE TABLE movements (
    tx INTEGER NOT NULL,
    place INTEGER NOT NULL,
    day INTEGER NOT NULL,
    month INTEGER NOT NULL,
    fund TEXT NOT NULL,
    account TEXT NOT NULL,
    heading TEXT NOT NULL,
    direction TEXT NOT NULL,
    pence INTEGER NOT NULL,
    late_for INTEGER NOT NULL,
    about TEXT NOT NULL,
    through TEXT NOT NULL,
    undoes TEXT NOT NULL,
    member TEXT NOT NULL,
    PRIMARY KEY (tx, place)
) WITHOUT ROWID;
CREATE INDEX movements_by_day ON movements (day);
CREATE INDEX movements_of_fund ON movements (fund, day);
CREATE INDEX movements_of_fund_on ON movements (fund, account, day);
CREATE INDEX movements_to_members ON movements (day, member, direction, pence)
    WHERE member <> '';

-- The same added up by calendar month, the year times twelve and the month.
CREATE TABLE flows (
    fund TEXT NOT NULL,
    month INTEGER NOT NULL,
    account TEXT NOT NULL,
    heading TEXT NOT NULL,
    direction TEXT NOT NULL,
    late_for INTEGER NOT NULL,
    pence INTEGER NOT NULL,
    PRIMARY KEY (fund, month, account, heading, direction, late_for)
) WITHOUT ROWID;
CREATE INDEX flows_by_month
    ON flows (month, fund, account, heading, direction, late_for, pence);

-- What transactions add to claims and pay back of them, by the entry that stands for each claim.
CREATE TABLE claimed (
    tx INTEGER NOT NULL,
    place INTEGER NOT NULL,
    claim TEXT NOT NULL,
    fund TEXT NOT NULL,
    account TEXT NOT NULL,
    pence INTEGER NOT NULL,
    PRIMARY KEY (tx, place)
) WITHOUT ROWID;
CREATE INDEX claimed_of ON claimed (claim);
CREATE TABLE owed (
    claim TEXT NOT NULL,
    fund TEXT NOT NULL,
    account TEXT NOT NULL,
    pence INTEGER NOT NULL,
    PRIMARY KEY (claim, fund, account)
) WITHOUT ROWID;
CREATE INDEX owed_still ON owed (claim) WHERE pence <> 0;

CREATE TABLE documents (
    id INTEGER PRIMARY KEY,
    file TEXT NOT NULL,
    line INTEGER NOT NULL,
    day INTEGER NOT NULL,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX documents_named ON documents (name);
CREATE INDEX documents_marked ON documents (sha256);
CREATE INDEX documents_in_file ON documents (file);
-- A paper that proves no entry stands here once, with none.
CREATE TABLE proofs (
    entry TEXT NOT NULL,
    document INTEGER NOT NULL,
    PRIMARY KEY (entry, document)
) WITHOUT ROWID;
CREATE INDEX proofs_of_document ON proofs (document);

CREATE TABLE facts (
    id INTEGER PRIMARY KEY,
    file TEXT NOT NULL,
    line INTEGER NOT NULL,
    day INTEGER NOT NULL,
    kind TEXT NOT NULL,
    entry TEXT NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX facts_about ON facts (entry);
CREATE INDEX facts_in_file ON facts (file);

CREATE TABLE entries (
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    year INTEGER NOT NULL,
    place INTEGER NOT NULL,
    day INTEGER NOT NULL,
    kind TEXT NOT NULL,
    direction TEXT NOT NULL,
    payee TEXT NOT NULL,
    narration TEXT NOT NULL,
    pence INTEGER NOT NULL,
    funds TEXT NOT NULL,
    paper TEXT NOT NULL,
    by TEXT NOT NULL,
    claimant TEXT NOT NULL,
    in_kind TEXT NOT NULL,
    stands INTEGER NOT NULL,
    is_help INTEGER NOT NULL,
    waits INTEGER NOT NULL,
    sight TEXT NOT NULL,
    words TEXT NOT NULL
);
CREATE INDEX entries_in_order ON entries (year, place);
CREATE INDEX entries_alike ON entries (pence, day);
CREATE INDEX entries_waiting ON entries (year, place, number) WHERE waits;
CREATE INDEX entries_proved ON entries (paper, day) WHERE stands;
CREATE INDEX entries_missing ON entries (year, place) WHERE stands AND paper = 'missing';

-- The entries of each fund, and of all of them (no name), the oldest first. In `direction` a claim
-- is a volunteer's own money: nothing of the group's went out yet.
CREATE TABLE entry_funds (
    fund TEXT NOT NULL,
    stands INTEGER NOT NULL,
    day INTEGER NOT NULL,
    year INTEGER NOT NULL,
    place INTEGER NOT NULL,
    entry INTEGER NOT NULL,
    is_help INTEGER NOT NULL,
    direction TEXT NOT NULL,
    paper TEXT NOT NULL,
    pence INTEGER NOT NULL,
    PRIMARY KEY (fund, stands, day, year, place, entry)
) WITHOUT ROWID;
CREATE INDEX entry_funds_of ON entry_funds (entry);

-- Three letters at a time, so that any part of a word is found: which entries have them somewhere,
-- and not where. What they say stands in `entries`.
CREATE VIRTUAL TABLE words
    USING fts5 (said, tokenize = 'trigram', detail = 'none', content = '', columnsize = 0);

-- Sums of each stretch of 32 days: about a month, and found from a day by a shift of its bits.
CREATE TABLE stretches (
    stretch INTEGER NOT NULL,
    account TEXT NOT NULL,
    fund TEXT NOT NULL,
    pence INTEGER NOT NULL,
    PRIMARY KEY (stretch, account, fund)
) WITHOUT ROWID;

CREATE TABLE totals (
    account TEXT NOT NULL,
    fund TEXT NOT NULL,
    pence INTEGER NOT NULL,
    postings INTEGER NOT NULL,
    PRIMARY KEY (account, fund)
) WITHOUT ROWID;

CREATE TABLE tallies (
    fund TEXT NOT NULL,
    stands INTEGER NOT NULL,
    is_help INTEGER NOT NULL,
    direction TEXT NOT NULL,
    paper TEXT NOT NULL,
    entries INTEGER NOT NULL,
    pence INTEGER NOT NULL,
    PRIMARY KEY (fund, stands, is_help, direction, paper)
) WITHOUT ROWID;

CREATE TABLE payees (payee TEXT PRIMARY KEY, entries INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX payees_by_use ON payees (entries);

-- What was found wanting when the rules were asked last, by the rule, by the entry, fund, account or
-- file that it is about, and for what holds from day to day by its day (else nought).
CREATE TABLE problems (
    id INTEGER PRIMARY KEY,
    rule TEXT NOT NULL,
    about TEXT NOT NULL,
    day INTEGER NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX problems_about ON problems (about);

-- What has changed since, as `ledger.index.changing` says.
CREATE TABLE stale (about TEXT PRIMARY KEY) WITHOUT ROWID;
