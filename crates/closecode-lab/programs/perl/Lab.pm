# What every program does for the lab, whatever its library; ../README.md has the protocol.
package Lab;
use strict;
use warnings;
use JSON::PP;

my $json = JSON::PP->new->canonical->latin1;
$| = 1;

sub listening { say_row({ port => $_[0] + 0 }) }

sub say_row { print $json->encode($_[0]), "\n" }

# The version of a Debian package, without what Debian adds to it.
sub debian {
    my $version = `dpkg-query -W -f '\${Version}' $_[0]`;
    return $version =~ s/^\d+://r =~ s/[-+].*//r;
}

# What is known of the end of one connection, told once.
package Lab::Seen;

sub new {
    my ($class, $address) = @_;
    my ($path, $query) = split /\?/, $address, 2;
    my $row = { way => $path =~ s{.*/}{}r, opened => \0, error => \0 };
    my $self = bless { row => $row }, $class;
    if (defined $query && $query =~ /close=(\d*)/) {
        $self->{closes} = 1;
        $self->{code} = $1 + 0 if length $1;
        $self->{reason} = $query =~ /reason=(\d+)/ ? "r" x $1 : "";
    }
    return $self;
}

sub opened { $_[0]{row}{opened} = \1 }

sub failed {
    my ($self, $class, $text) = @_;
    $self->{row}{error} = \1;
    $self->{row}{class} //= $class;
    $self->{row}{text} //= "$text";
}

# What the function that closes has died of.
sub throws {
    my ($self, $class) = @_;
    $self->{row}{throws} = $class;
}

sub ended {
    my ($self, $code, $reason) = @_;
    return if $self->{told}++;
    my $number = defined $code ? $code + 0 : undef;
    Lab::say_row({ %{ $self->{row} }, code => $number, reason => $reason // "", clean => undef });
}

1;
