export * from "./tuta-mail.cjs";
