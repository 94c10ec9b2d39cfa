# Loaded by Ruby (`RUBYOPT=-r`): notes the error that ends the program.
if ENV["OPENCX_UNCAUGHT_FILE"]
  note = lambda do |line|
    File.open(ENV["OPENCX_UNCAUGHT_FILE"], "a") { |file| file.puts(line.to_s[0, 500].gsub(/\s+/, " ")) } rescue nil
  end
  opencx_now = -> { (Time.now.to_f * 1000).to_i }
  opencx_pid = Process.pid
  note.call("loaded ruby #{opencx_pid} #{opencx_now.call}")
  at_exit do
    error = $!
    unless error.nil? || error.is_a?(SystemExit) || error.is_a?(SignalException) || Process.pid != opencx_pid
      note.call("uncaught #{opencx_pid} #{opencx_now.call} #{error.message} (#{error.class})")
    end
  end
end
