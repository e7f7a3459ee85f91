export * from "./storybook-channel.cjs";
