DROP TABLE `card_halves`;--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_otp_tokens` (
	`serial` text PRIMARY KEY NOT NULL,
	`customer` text,
	`state` text NOT NULL,
	`kind` text NOT NULL,
	`algorithm` text NOT NULL,
	`digits` integer NOT NULL,
	`period_seconds` integer,
	`drift_steps` integer NOT NULL,
	`last_step` integer NOT NULL,
	`seed` blob NOT NULL,
	FOREIGN KEY (`customer`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "otp_tokens_state" CHECK(state IN ('stock', 'bound', 'lost', 'replaced')),
	CONSTRAINT "otp_tokens_bound" CHECK(state = 'stock' OR customer IS NOT NULL),
	CONSTRAINT "otp_tokens_digits" CHECK(digits IN (6, 8)),
	CONSTRAINT "otp_tokens_period" CHECK(period_seconds IS NULL OR period_seconds > 0)
);
--> statement-breakpoint
INSERT INTO `__new_otp_tokens`("serial", "customer", "state", "kind", "algorithm", "digits", "period_seconds", "drift_steps", "last_step", "seed") SELECT "serial", "customer", "state", "kind", "algorithm", "digits", "period_seconds", "drift_steps", "last_step", "seed" FROM `otp_tokens`;--> statement-breakpoint
DROP TABLE `otp_tokens`;--> statement-breakpoint
ALTER TABLE `__new_otp_tokens` RENAME TO `otp_tokens`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE INDEX `otp_tokens_customer` ON `otp_tokens` (`customer`);--> statement-breakpoint
CREATE TABLE `__new_security_cards` (
	`serial` text PRIMARY KEY NOT NULL,
	`customer` text,
	`state` text NOT NULL,
	`cells` integer NOT NULL,
	`halves` blob NOT NULL,
	`challenge_first` integer,
	`challenge_second` integer,
	FOREIGN KEY (`customer`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "security_cards_state" CHECK(state IN ('stock', 'bound', 'lost', 'replaced')),
	CONSTRAINT "security_cards_bound" CHECK(state = 'stock' OR customer IS NOT NULL),
	CONSTRAINT "security_cards_halves" CHECK(length(halves) = cells * 64),
	CONSTRAINT "security_cards_challenge" CHECK((challenge_first IS NULL) = (challenge_second IS NULL))
);
--> statement-breakpoint
INSERT INTO `__new_security_cards`("serial", "customer", "state", "cells", "halves", "challenge_first", "challenge_second") SELECT "serial", "customer", "state", "cells", "halves", "challenge_first", "challenge_second" FROM `security_cards`;--> statement-breakpoint
DROP TABLE `security_cards`;--> statement-breakpoint
ALTER TABLE `__new_security_cards` RENAME TO `security_cards`;--> statement-breakpoint
CREATE INDEX `security_cards_customer` ON `security_cards` (`customer`);--> statement-breakpoint
CREATE TABLE `__new_staff` (
	`number` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`role` text NOT NULL,
	`password_hash` text NOT NULL,
	`state` text NOT NULL,
	CONSTRAINT "staff_role" CHECK(role IN ('teller', 'supervisor')),
	CONSTRAINT "staff_state" CHECK(state IN ('active', 'locked'))
);
--> statement-breakpoint
INSERT INTO `__new_staff`("number", "name", "role", "password_hash", "state") SELECT "number", "name", "role", "password_hash", "state" FROM `staff`;--> statement-breakpoint
DROP TABLE `staff`;--> statement-breakpoint
ALTER TABLE `__new_staff` RENAME TO `staff`;