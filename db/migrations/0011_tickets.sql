CREATE TABLE `tickets` (
	`id` text PRIMARY KEY NOT NULL,
	`reference_index` text NOT NULL,
	`code_mac` text NOT NULL,
	`customer` text NOT NULL,
	`product` text NOT NULL,
	`account` blob NOT NULL,
	`debit` text,
	`terminal` text NOT NULL,
	`ceremony` text NOT NULL,
	`expires_at` text NOT NULL,
	`state` text NOT NULL,
	FOREIGN KEY (`customer`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`debit`) REFERENCES `debits`(`key`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "tickets_state" CHECK(state IN ('open', 'spent', 'expired', 'cancelled'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `tickets_reference` ON `tickets` (`reference_index`);--> statement-breakpoint
CREATE INDEX `tickets_open` ON `tickets` (`state`,`expires_at`);--> statement-breakpoint
CREATE INDEX `tickets_debit` ON `tickets` (`debit`);