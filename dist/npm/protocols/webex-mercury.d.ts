export * from "./webex-mercury.cjs";
