using System.Diagnostics;

namespace Crm.Benchmarks;

/// <summary>Clients that do the same thing over and over, each waiting for its answer, and how long each time took.</summary>
public sealed class Load
{
    readonly List<double> milliseconds = [];
    TimeSpan elapsed;

    public double PerSecond => milliseconds.Count / elapsed.TotalSeconds;

    public double Percentile(double part)
    {
        milliseconds.Sort();
        return milliseconds.Count == 0 ? 0 : Figure.Round(milliseconds[Math.Min(milliseconds.Count - 1, (int)(milliseconds.Count * part))]);
    }

    public async Task AddSliceAsync(int clients, TimeSpan time, Func<int, Task> work)
    {
        var watch = Stopwatch.StartNew();
        var all = await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(() => ClientAsync(() => work(client), watch, time))));
        elapsed += watch.Elapsed;
        milliseconds.AddRange(all.SelectMany(one => one));
    }

    static async Task<List<double>> ClientAsync(Func<Task> work, Stopwatch watch, TimeSpan time)
    {
        var took = new List<double>();
        while (watch.Elapsed < time)
        {
            var begun = watch.Elapsed;
            await work();
            took.Add((watch.Elapsed - begun).TotalMilliseconds);
        }
        return took;
    }
}
