# Loaded by Ruby (`RUBYOPT=-r`): notes the error that ends the program.
if ENV["OPENCX_UNCAUGHT_FILE"]
  note = lambda do |line|
    File.open(ENV["OPENCX_UNCAUGHT_FILE"], "a") { |file| file.puts(line.to_s[0, 500].gsub(/\s+/, " ")) } rescue nil
  end
  note.call("loaded ruby")
  opencx_pid = Process.pid
  at_exit do
    error = $!
    unless error.nil? || error.is_a?(SystemExit) || error.is_a?(SignalException) || Process.pid != opencx_pid
      note.call("uncaught #{error.message} (#{error.class})")
    end
  end
end
