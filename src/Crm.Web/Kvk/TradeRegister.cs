using System.Net;
using System.Text.Json;
using Crm.Relations;
using Polly;

namespace Crm.Kvk;

/// <summary>
/// Asks KVK's trade register. It never throws because of the register: whatever happens there is one of three outcomes, so that
/// a page can always go on by hand.
/// </summary>
public sealed class TradeRegister(HttpClient http, RegisterCache cache, ILogger<TradeRegister> logger)
{
    const int RowsPerSearch = 50;
    const int FewHits = 5;

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Companies by (part of) a name, or by a KVK, RSIN or branch number.</summary>
    public async Task<RegisterAnswer<IReadOnlyList<RegisterHit>>> SearchAsync(string typed, CancellationToken cancellationToken)
    {
        var text = typed.Trim();
        var digits = text.Replace(" ", "", StringComparison.Ordinal);
        if (text.Length < 2)
            return new(LookupOutcome.NothingFound);
        return digits.All(char.IsAsciiDigit) && digits.Length is 8 or 9 or 12
            ? await HitsAsync(NumberQuery(digits), cancellationToken)
            : await ByNameAsync(text, cancellationToken);
    }

    /// <summary>All that the register tells about a company, at its main branch or at the given one.</summary>
    public async Task<RegisterAnswer<RegisterEntry>> FindAsync(string kvkNumber, string branchNumber, CancellationToken cancellationToken)
    {
        var answer = await AskAsync<Basisprofiel>($"v1/basisprofielen/{Uri.EscapeDataString(kvkNumber)}", cancellationToken);
        if (answer.Outcome != LookupOutcome.Found)
            return new(answer.Outcome, null, answer.Reason);
        if (KvkReading.Entry(answer.Value!) is not { } company)
            return Unreadable<RegisterEntry>();
        var branch = KvkReading.Padded(branchNumber);
        return branch.Length == 0 || branch == company.BranchNumber ? new(LookupOutcome.Found, company) : await AtBranchAsync(company, branch, cancellationToken);
    }

    async Task<RegisterAnswer<RegisterEntry>> AtBranchAsync(RegisterEntry company, string branchNumber, CancellationToken cancellationToken)
    {
        var answer = await AskAsync<Vestigingsprofiel>($"v1/vestigingsprofielen/{Uri.EscapeDataString(branchNumber)}", cancellationToken);
        if (answer.Outcome != LookupOutcome.Found)
            return new(answer.Outcome, null, answer.Reason);
        return answer.Value!.KvkNummer == company.KvkNumber
            ? new(LookupOutcome.Found, KvkReading.At(company, answer.Value))
            : new(LookupOutcome.NothingFound);
    }

    /// <summary>
    /// The register matches whole words only, so the word that is still being typed finds nothing. When there is little to show,
    /// the words before it are asked and the last one is matched here.
    /// </summary>
    async Task<RegisterAnswer<IReadOnlyList<RegisterHit>>> ByNameAsync(string name, CancellationToken cancellationToken)
    {
        var exact = await HitsAsync(NameQuery(name), cancellationToken);
        var lastSpace = name.LastIndexOf(' ');
        if (exact.Outcome == LookupOutcome.Unavailable || exact.Value?.Count >= FewHits || lastSpace < 2)
            return exact;
        var wider = await HitsAsync(NameQuery(name[..lastSpace]), cancellationToken);
        var started = SearchName.Words(name[(lastSpace + 1)..]);
        var all = (exact.Value ?? []).Concat((wider.Value ?? []).Where(hit => started.All(word => HasWordThatStartsWith(hit, word))))
            .DistinctBy(hit => hit.KvkNumber)
            .ToList();
        return all.Count > 0 ? new(LookupOutcome.Found, all) : exact;
    }

    static bool HasWordThatStartsWith(RegisterHit hit, string start) =>
        SearchName.Words(hit.Name).Any(word => word.StartsWith(start, StringComparison.Ordinal));

    async Task<RegisterAnswer<IReadOnlyList<RegisterHit>>> HitsAsync(string query, CancellationToken cancellationToken)
    {
        var answer = await AskAsync<Zoekreply>($"v2/zoeken?{query}&resultatenPerPagina={RowsPerSearch}", cancellationToken);
        return answer switch
        {
            { Outcome: LookupOutcome.Found, Value.Resultaten: { } rows } => new(LookupOutcome.Found, KvkReading.Hits(rows)),
            { Outcome: LookupOutcome.Found } => Unreadable<IReadOnlyList<RegisterHit>>(),
            _ => new(answer.Outcome, null, answer.Reason),
        };
    }

    static string NameQuery(string name) => $"naam={Uri.EscapeDataString(name)}";

    static string NumberQuery(string digits) => digits.Length switch
    {
        8 => $"kvkNummer={digits}",
        9 => $"rsin={digits}",
        _ => $"vestigingsnummer={digits}",
    };

    /// <summary>Every name that a company goes by, itself and at its branches, each once; the statutory one first.</summary>
    public async Task<RegisterAnswer<IReadOnlyList<string>>> NamesAsync(string kvkNumber, CancellationToken cancellationToken)
    {
        var answer = await AskAsync<Naamgeving>($"v1/naamgevingen/kvknummer/{Uri.EscapeDataString(kvkNumber)}", cancellationToken);
        return answer.Outcome == LookupOutcome.Found ? new(LookupOutcome.Found, KvkReading.Names(answer.Value!)) : new(answer.Outcome, null, answer.Reason);
    }

    async Task<RegisterAnswer<T>> AskAsync<T>(string path, CancellationToken cancellationToken)
    {
        if (cache.Find<T>(path) is { } kept)
            return kept;
        var answer = await AskNowAsync<T>(path, cancellationToken);
        cache.Keep(path, answer);
        return answer;
    }

    async Task<RegisterAnswer<T>> AskNowAsync<T>(string path, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
            return await ReadAsync<T>(response, cancellationToken);
        }
        catch (RegisterBudgetException)
        {
            return new(LookupOutcome.BudgetSpent);
        }
        catch (Exception error) when (IsTheRegisters(error, cancellationToken))
        {
            logger.LogWarning("The trade register did not answer {Path}: {Why}", path, error.GetBaseException().Message);
            return new(LookupOutcome.Unavailable, default, error.GetType().Name);
        }
    }

    static async Task<RegisterAnswer<T>> ReadAsync<T>(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode)
        {
            var value = await response.Content.ReadFromJsonAsync<T>(Json, cancellationToken);
            return value is null ? Unreadable<T>() : new(LookupOutcome.Found, value);
        }
        var code = await KvkFaults.CodeOfAsync(response, cancellationToken);
        // 404 means three things: nothing matches, temporarily not to be had, or a path that does not exist.
        return response.StatusCode == HttpStatusCode.NotFound && KvkFaults.MeansNothingFound(code)
            ? new(LookupOutcome.NothingFound)
            : new(LookupOutcome.Unavailable, default, $"HTTP {(int)response.StatusCode} {code}".TrimEnd());
    }

    static RegisterAnswer<T> Unreadable<T>() => new(LookupOutcome.Unavailable, default, "unreadable reply");

    static bool IsTheRegisters(Exception error, CancellationToken cancellationToken) =>
        error is HttpRequestException or JsonException or ExecutionRejectedException or IOException
        || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested);
}
