socket.close(__CODE__);
