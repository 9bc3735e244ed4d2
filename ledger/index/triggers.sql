-- Sums that follow each row. While an index is made from nothing they are added up once, at the end.

CREATE TRIGGER posting_comes AFTER INSERT ON postings BEGIN
    INSERT INTO stretches VALUES (new.day >> 5, new.account, new.fund, new.pence)
        ON CONFLICT DO UPDATE SET pence = pence + excluded.pence;
    INSERT INTO totals VALUES (new.account, new.fund, new.pence, 1)
        ON CONFLICT DO UPDATE SET pence = pence + excluded.pence, postings = postings + 1;
END;

CREATE TRIGGER posting_goes AFTER DELETE ON postings BEGIN
    UPDATE stretches SET pence = pence - old.pence
        WHERE stretch = old.day >> 5 AND account = old.account AND fund = old.fund;
    UPDATE totals SET pence = pence - old.pence, postings = postings - 1
        WHERE account = old.account AND fund = old.fund;
END;

CREATE TRIGGER entry_comes AFTER INSERT ON entries BEGIN
    INSERT INTO words (rowid, said) VALUES (new.id, new.words);
    INSERT INTO payees SELECT new.payee, 1 WHERE new.kind IN ('expense', 'claim') AND NOT new.is_help AND new.payee <> ''
        ON CONFLICT DO UPDATE SET entries = entries + 1;
END;

CREATE TRIGGER entry_goes AFTER DELETE ON entries BEGIN
    INSERT INTO words (words, rowid, said) VALUES ('delete', old.id, old.words);
    DELETE FROM entry_funds WHERE entry = old.id;
    UPDATE payees SET entries = entries - 1
        WHERE payee = old.payee AND old.kind IN ('expense', 'claim') AND NOT old.is_help;
END;

CREATE TRIGGER entry_fund_comes AFTER INSERT ON entry_funds BEGIN
    INSERT INTO tallies
        VALUES (new.fund, new.stands, new.is_help, new.direction, new.paper, 1, new.pence)
        ON CONFLICT DO UPDATE SET entries = entries + 1, pence = pence + excluded.pence;
END;

CREATE TRIGGER entry_fund_goes AFTER DELETE ON entry_funds BEGIN
    UPDATE tallies SET entries = entries - 1, pence = pence - old.pence
        WHERE fund = old.fund AND stands = old.stands AND is_help = old.is_help
        AND direction = old.direction AND paper = old.paper;
END;

CREATE TRIGGER movement_comes AFTER INSERT ON movements BEGIN
    INSERT INTO flows VALUES (new.fund, new.month, new.account, new.heading, new.direction,
        new.late_for, new.pence)
        ON CONFLICT DO UPDATE SET pence = pence + excluded.pence;
END;

CREATE TRIGGER movement_goes AFTER DELETE ON movements BEGIN
    UPDATE flows SET pence = pence - old.pence
        WHERE fund = old.fund AND month = old.month AND account = old.account
        AND heading = old.heading AND direction = old.direction AND late_for = old.late_for;
END;

CREATE TRIGGER claimed_comes AFTER INSERT ON claimed BEGIN
    INSERT INTO owed VALUES (new.claim, new.fund, new.account, new.pence)
        ON CONFLICT DO UPDATE SET pence = pence + excluded.pence;
END;

CREATE TRIGGER claimed_goes AFTER DELETE ON claimed BEGIN
    UPDATE owed SET pence = pence - old.pence
        WHERE claim = old.claim AND fund = old.fund AND account = old.account;
END;

CREATE TRIGGER transaction_goes AFTER DELETE ON transactions BEGIN
    DELETE FROM postings WHERE tx = old.id;
    DELETE FROM movements WHERE tx = old.id;
    DELETE FROM claimed WHERE tx = old.id;
END;

CREATE TRIGGER document_goes AFTER DELETE ON documents BEGIN
    DELETE FROM proofs WHERE document = old.id;
END;
