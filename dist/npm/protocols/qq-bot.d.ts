export * from "./qq-bot.cjs";
