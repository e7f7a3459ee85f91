export * from "./mattermost-client.cjs";
