export * from "./prefect-subscriptions.cjs";
