using System.Diagnostics;
using System.Globalization;

namespace Charity.Benchmarks;

/// <summary>What the figures were measured on; the flush rate says what one commit costs on this disk.</summary>
internal static class Machine
{
    public static void Describe(string directory)
    {
        const int Flushes = 200;
        var path = Path.Combine(directory, "flush.tmp");
        using (var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.WriteThrough))
        {
            var block = new byte[4096];
            var started = Stopwatch.GetTimestamp();
            for (var i = 0; i < Flushes; i++)
            {
                file.Write(block);
                file.Flush(flushToDisk: true);
            }

            Say($"{Environment.ProcessorCount} cores, {Flushes / Stopwatch.GetElapsedTime(started).TotalSeconds:N0} flushed 4 KiB writes per second, {Environment.Version}");
        }

        File.Delete(path);
    }

    public static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
