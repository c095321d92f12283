CREATE TABLE `expiry_notices` (
	`issuer` text NOT NULL,
	`serial` text NOT NULL,
	`key` text NOT NULL,
	`state` text NOT NULL,
	PRIMARY KEY(`issuer`, `serial`),
	CONSTRAINT "expiry_notices_state" CHECK(state IN ('intended', 'unreachable', 'sent'))
);
