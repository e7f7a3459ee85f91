export * from "./discord-remote-auth.cjs";
