export * from "./amplify-appsync.cjs";
