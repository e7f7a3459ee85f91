export * from "./web3-js.cjs";
