-- A card's halves in one value: two keyed MACs a cell, in the order of cells.
UPDATE security_cards SET halves = (SELECT unhex(group_concat(mac, '' ORDER BY cell, half)) FROM card_halves WHERE card_halves.serial = security_cards.serial);
