export * from "./pusher-channels.cjs";
