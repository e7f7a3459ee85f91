"use strict";
// Options for reconnecting-websocket, which partysocket was made from.

const { reconnecting } = require("./partysocket.cjs");

module.exports = {
  reconnecting,
};
