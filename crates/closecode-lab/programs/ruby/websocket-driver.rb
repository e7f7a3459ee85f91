# websocket-driver, as Debian has it. It has no connections of its own: the sockets are read and
# written here, as its README does.
require "socket"
require "websocket/driver"
require_relative "lab"

class Connection
  attr_reader :url

  def initialize(socket, url = nil)
    @socket = socket
    @url = url
  end

  def write(bytes)
    @socket.write(bytes)
  rescue SystemCallError
    # The reader finds out.
  end

  # Reads until the end. Of a server, `seen` is known after the request.
  def watch(driver, seen = nil)
    driver.on(:connect) do
      if WebSocket::Driver.websocket?(driver.env)
        path, query = driver.env.values_at("PATH_INFO", "QUERY_STRING")
        seen = Lab::Seen.new("#{path}?#{query}")
        driver.start
      end
    end
    driver.on(:open) do
      seen.opened
      close(driver, seen) if seen.closes
    end
    driver.on(:message) {}
    driver.on(:error) { |error| seen&.failed(error) }
    driver.on(:close) do |event|
      seen&.ended(event.code, event.reason)
      @is_over = true
    end
    driver.start if @url
    driver.parse(@socket.readpartial(1 << 16)) until @is_over
  rescue EOFError
    # It is not told of the end of the TCP connection.
    seen&.ended
  rescue StandardError => error
    # The TCP connection was reset, or the library did not expect what came.
    seen&.failed(error)
    seen&.ended
  ensure
    @socket.close
  end

  def close(driver, seen)
    seen.code ? driver.close(seen.reason, seen.code) : driver.close
  rescue StandardError => error
    seen.throws(error)
    driver.close
  end
end

case ARGV.last
when "version" then puts Lab.debian("ruby-websocket-driver")
when "client"
  threads = $stdin.each_line(chomp: true).map do |address|
    Thread.new do
      uri = URI(address)
      connection = Connection.new(TCPSocket.new(uri.host, uri.port), address)
      connection.watch(WebSocket::Driver.client(connection), Lab::Seen.new(address))
    end
  end
  threads.each(&:join)
else
  server = TCPServer.new("127.0.0.1", 0)
  Lab.listening(server.addr[1])
  loop do
    Thread.new(server.accept) do |socket|
      connection = Connection.new(socket)
      connection.watch(WebSocket::Driver.server(connection))
    end
  end
end
