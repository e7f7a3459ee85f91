# Mojolicious, as Debian has it.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use Lab;
use Mojo::IOLoop;
use Mojo::IOLoop::Stream;
use Mojo::Server::Daemon;
use Mojo::UserAgent;
use Mojolicious;

my $role = $ARGV[-1];
my $agent = Mojo::UserAgent->new;

# Client and server have transactions of one kind.
sub watch {
    my ($tx, $seen) = @_;
    $seen->opened;
    $tx->on(message => sub { });
    $tx->on(finish => sub { my (undef, $code, $reason) = @_; $seen->ended($code, $reason) });
    return unless $seen->{closes};
    my @arguments = defined $seen->{code} ? ($seen->{code}) : ();
    push @arguments, $seen->{reason} if $seen->{reason};
    eval { $tx->finish(@arguments); 1 } or do { $seen->throws("die"); $tx->finish };
}

sub client {
    my $address = shift;
    my $seen = Lab::Seen->new($address);
    $agent->websocket($address => sub {
        my (undef, $tx) = @_;
        return watch($tx, $seen) if $tx->is_websocket;
        $seen->failed("handshake", $tx->error ? $tx->error->{message} : "");
        $seen->ended;
    });
}

if ($role eq "version") {
    print Mojolicious->VERSION, "\n";
}
elsif ($role eq "client") {
    my $input = Mojo::IOLoop::Stream->new(\*STDIN)->timeout(0);
    my $rest = "";
    $input->on(read => sub {
        $rest .= $_[1];
        client($1) while $rest =~ s/^(.*)\n//;
    });
    $input->start;
    Mojo::IOLoop->start;
}
else {
    my $app = Mojolicious->new;
    $app->log->level("fatal");
    $app->routes->websocket("/*way" => sub {
        my $c = shift;
        # This is what accepts the request.
        $c->rendered(101);
        watch($c->tx, Lab::Seen->new($c->req->url->to_string));
    });
    my $listen = ["http://127.0.0.1"];
    my $daemon = Mojo::Server::Daemon->new(app => $app, listen => $listen, silent => 1);
    $daemon->start;
    Lab::listening($daemon->ports->[0]);
    Mojo::IOLoop->start;
}
