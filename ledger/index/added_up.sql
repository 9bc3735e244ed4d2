-- What the triggers would have added up row by row.

INSERT INTO stretches
    SELECT day >> 5, account, fund, sum(pence) FROM postings GROUP BY 1, 2, 3;
INSERT INTO totals SELECT account, fund, sum(pence), count(*) FROM postings GROUP BY 1, 2;
INSERT INTO words (rowid, said) SELECT id, words FROM entries;
INSERT INTO tallies
    SELECT fund, stands, is_help, direction, paper, count(*), sum(pence)
    FROM entry_funds GROUP BY 1, 2, 3, 4, 5;
INSERT INTO flows
    SELECT fund, month, account, heading, direction, late_for, sum(pence)
    FROM movements GROUP BY 1, 2, 3, 4, 5, 6;
INSERT INTO payees
    SELECT payee, count(*) FROM entries
    WHERE kind IN ('expense', 'claim') AND NOT is_help AND payee <> '' GROUP BY payee;
INSERT INTO owed SELECT claim, fund, account, sum(pence) FROM claimed GROUP BY 1, 2, 3;
