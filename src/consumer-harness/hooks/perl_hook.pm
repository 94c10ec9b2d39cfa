# Loaded by Perl (`PERL5OPT=-Mperl_hook`): notes the error that ends the program. A message that ends its line is what
# the program says itself; Perl adds the place to all others.
package perl_hook;

my $file = $ENV{OPENCX_UNCAUGHT_FILE};
my $pid  = $$;

sub note {
    my $line = substr shift, 0, 500;
    $line =~ s/\s+/ /g;
    open my $out, ">>", $file or return;
    print $out "$line\n";
    close $out;
}

# Without the module, a time that is a little late: by then, what the program asked for had been asked.
my $precise = eval { require Time::HiRes; 1 };
sub now { int(1000 * ($precise ? Time::HiRes::time() : time + $_[0])) }

if (defined $file) {
    note("loaded perl $pid " . now(0));
    $SIG{__DIE__} = sub {
        my $error = shift;
        return if !defined $^S || $^S || $$ != $pid;
        note("uncaught $pid " . now(1) . " $error") if ref $error || $error =~ / line \d+\.\n\z/;
    };
}

1;
