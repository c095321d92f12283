CREATE TABLE `deposits` (
	`name` text PRIMARY KEY NOT NULL,
	`customer` text NOT NULL,
	`terminal` text NOT NULL,
	`ceremony` text NOT NULL,
	`state` text NOT NULL,
	`issuer` text,
	`serial` text,
	FOREIGN KEY (`customer`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`issuer`,`serial`) REFERENCES `certificates`(`issuer`,`serial`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "deposits_state" CHECK(state IN ('intended', 'made', 'destroying', 'destroyed')),
	CONSTRAINT "deposits_certificate_whole" CHECK((issuer IS NULL) = (serial IS NULL))
);
--> statement-breakpoint
CREATE INDEX `deposits_certificate` ON `deposits` (`issuer`,`serial`);--> statement-breakpoint
CREATE INDEX `deposits_open` ON `deposits` (`state`,`terminal`);--> statement-breakpoint
CREATE TABLE `vault_keys` (
	`name` text PRIMARY KEY NOT NULL,
	`locked_key` blob,
	`certificate` blob
);
