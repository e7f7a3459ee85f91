# em-websocket, as Debian has it: a server.
require "em-websocket"
require_relative "lab"

def watch(socket)
  seen = nil
  socket.onopen do |handshake|
    seen = Lab::Seen.new("#{handshake.path}?#{handshake.query_string}")
    seen.opened
    if seen.closes
      begin
        seen.code ? socket.close(seen.code, seen.reason) : socket.close
      rescue StandardError => error
        seen.throws(error)
        socket.close
      end
    end
  end
  socket.onerror { |error| seen&.failed(error) }
  socket.onclose do |event|
    seen&.ended(event[:code], event[:reason], event[:was_clean])
  end
end

case ARGV.last
when "version" then puts Lab.debian("ruby-em-websocket")
else
  EM.run do
    listener = EM::WebSocket.start(host: "127.0.0.1", port: 0) { |socket| watch(socket) }
    Lab.listening(Socket.unpack_sockaddr_in(EM.get_sockname(listener)).first)
  end
end
