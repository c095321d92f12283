CREATE TABLE `arrivals` (
	`id` text PRIMARY KEY NOT NULL
);
--> statement-breakpoint
ALTER TABLE `accounts` ADD `arrival` text;--> statement-breakpoint
ALTER TABLE `customers` ADD `arrival` text;--> statement-breakpoint
ALTER TABLE `otp_tokens` ADD `arrival` text;--> statement-breakpoint
ALTER TABLE `security_cards` ADD `arrival` text;