export * from "./steve-ocpp.cjs";
