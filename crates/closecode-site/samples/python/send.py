await websocket.close(__CODE__)  # server
await websocket.close(__CODE__, "permessage-deflate")  # client
