frame := websocket.FormatCloseMessage(__CODE__, "") // server
frame := websocket.FormatCloseMessage(__CODE__, "permessage-deflate") // client
conn.WriteControl(websocket.CloseMessage, frame, time.Now().Add(time.Second))
