export * from "./twitch-eventsub.cjs";
