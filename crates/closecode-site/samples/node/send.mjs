socket.close(__CODE__); // server
socket.close(__CODE__, "permessage-deflate"); // client
