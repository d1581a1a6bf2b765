using System.Dynamic;
using Crm.Engine.Execution;
using Crm.Engine.Http;

namespace Crm.Engine.Activities.Http;

/// <summary>Waits for a request at a path, or starts a workflow when one comes.</summary>
[Activity("Elsa", "HTTP", "Waits for a request, or starts the workflow when one comes.", DisplayName = "HTTP Endpoint", Kind = ActivityKind.Trigger)]
public sealed class HttpEndpoint : Activity
{
    [Input(Description = "Below /workflows; parameters are written {id}.")]
    public Input<string>? Path { get; set; }

    [Input(DisplayName = "Methods", UIHint = "checklist", Options = ["GET", "POST", "PUT", "HEAD", "DELETE"])]
    public Input<List<string>>? SupportedMethods { get; set; }

    [Input(Category = "Security", UIHint = "checkbox", Description = "Only who is signed in may call; otherwise everybody may.")]
    public Input<bool>? Authorize { get; set; }

    [Input(Category = "Security", Description = "What who calls must be allowed to do.")]
    public Input<string>? Policy { get; set; }

    [Input(Category = "Upload")]
    public Input<TimeSpan?>? RequestTimeout { get; set; }

    [Input(Category = "Upload", Description = "In bytes.")]
    public Input<long?>? RequestSizeLimit { get; set; }

    [Input(Category = "Upload", Description = "Of each file, in bytes.")]
    public Input<long?>? FileSizeLimit { get; set; }

    [Input(Category = "Upload", UIHint = "multitext")]
    public Input<List<string>>? AllowedFileExtensions { get; set; }

    [Input(Category = "Upload", UIHint = "multitext")]
    public Input<List<string>>? BlockedFileExtensions { get; set; }

    [Input(Category = "Upload", UIHint = "multitext")]
    public Input<List<string>>? AllowedMimeTypes { get; set; }

    [Input(Category = "Outcomes", UIHint = "checkbox", DisplayName = "Expose \"Request too large\" outcome")]
    public bool ExposeRequestTooLargeOutcome { get; set; }

    [Input(Category = "Outcomes", UIHint = "checkbox", DisplayName = "Expose \"File too large\" outcome")]
    public bool ExposeFileTooLargeOutcome { get; set; }

    [Input(Category = "Outcomes", UIHint = "checkbox", DisplayName = "Expose \"Invalid file extension\" outcome")]
    public bool ExposeInvalidFileExtensionOutcome { get; set; }

    [Input(Category = "Outcomes", UIHint = "checkbox", DisplayName = "Expose \"Invalid file MIME type\" outcome")]
    public bool ExposeInvalidFileMimeTypeOutcome { get; set; }

    [Output]
    public Output<object>? ParsedContent { get; set; }

    [Output]
    public Output<object[]>? Files { get; set; }

    [Output]
    public Output<object>? File { get; set; }

    [Output]
    public Output<ExpandoObject>? RouteData { get; set; }

    [Output]
    public Output<ExpandoObject>? QueryStringData { get; set; }

    [Output]
    public Output<ExpandoObject>? Headers { get; set; }

    [Output]
    public Output<ExpandoObject>? Result { get; set; }

    protected internal override IEnumerable<TriggerStimulus> GetTriggers(ActivityExecutionContext context) =>
        RoutesOf(context).Select(route => new TriggerStimulus(route));

    protected internal override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        if (context.IsTriggerOfWorkflow)
            return ResumeAsync(context);
        foreach (var route in RoutesOf(context))
            context.CreateBookmark(route);
        return default;
    }

    protected internal override ValueTask ResumeAsync(ActivityExecutionContext context)
    {
        // Resumed by hand, without a request: there is nothing to hand on.
        if (HttpExchange.Current is not { } exchange)
            return context.CompleteActivityAsync();
        if (TooMuch(context, exchange.Call) is { } fault)
            return fault.IsExposed ? context.CompleteActivityWithOutcomesAsync(fault.Outcome) : throw new HttpRefusedException(fault.Status, fault.Message);
        HandOn(context, exchange.Call);
        return context.CompleteActivityAsync();
    }

    IEnumerable<EndpointRoute> RoutesOf(ActivityExecutionContext context)
    {
        var methods = context.Get(SupportedMethods) is { Count: > 0 } stated ? stated : ["GET"];
        return methods.Distinct(StringComparer.OrdinalIgnoreCase).Select(method => EndpointRoute.For(context.Get(Path), method) with
        {
            Authorize = context.Get(Authorize),
            Policy = context.Get(Policy),
            RequestTimeout = context.Get(RequestTimeout),
            RequestSizeLimit = context.Get(RequestSizeLimit),
        });
    }

    Excess? TooMuch(ActivityExecutionContext context, HttpCall call)
    {
        if (context.Get(RequestSizeLimit) is > 0 and var requestLimit && call.Size > requestLimit)
            return new(413, "Request too large", $"The maximum request size allowed is {requestLimit} bytes.", ExposeRequestTooLargeOutcome);
        if (context.Get(FileSizeLimit) is > 0 and var fileLimit && call.Files.Any(file => file.Content.LongLength > fileLimit))
            return new(413, "File too large", $"The maximum file size allowed is {fileLimit} bytes.", ExposeFileTooLargeOutcome);
        if (context.Get(AllowedFileExtensions) is { Count: > 0 } allowed && !call.Files.All(file => HasExtension(file, allowed)))
            return new(415, "Invalid file extension", $"Only the following file extensions are allowed: {string.Join(", ", allowed)}", ExposeInvalidFileExtensionOutcome);
        if (context.Get(BlockedFileExtensions) is { Count: > 0 } blocked && call.Files.Any(file => HasExtension(file, blocked)))
            return new(415, "Invalid file extension", $"The following file extensions are not allowed: {string.Join(", ", blocked)}", ExposeInvalidFileExtensionOutcome);
        if (context.Get(AllowedMimeTypes) is { Count: > 0 } types && !call.Files.All(file => types.Contains(file.ContentType, StringComparer.OrdinalIgnoreCase)))
            return new(415, "Invalid file MIME type", $"Only the following MIME types are allowed: {string.Join(", ", types)}", ExposeInvalidFileMimeTypeOutcome);
        return null;
    }

    static bool HasExtension(HttpFile file, List<string> extensions)
    {
        var own = System.IO.Path.GetExtension(file.FileName).TrimStart('.');
        return extensions.Exists(stated => stated.TrimStart('.').Equals(own, StringComparison.OrdinalIgnoreCase));
    }

    void HandOn(ActivityExecutionContext context, HttpCall call)
    {
        var files = call.Files.Select(file => (object)Bag(
            ("Name", file.Name), ("FileName", file.FileName), ("ContentType", file.ContentType),
            ("Length", file.Content.LongLength), ("Content", file.Content))).ToArray();
        context.Set(RouteData, Bag(new RouteTemplate(EndpointRoute.PathOf(context.Get(Path))).Match(call.Path) ?? []));
        context.Set(QueryStringData, Bag(call.Query.ToDictionary(pair => pair.Key, pair => (object?)pair.Value)));
        context.Set(Headers, Bag(call.Headers.ToDictionary(pair => pair.Key, pair => (object?)pair.Value)));
        context.Set(ParsedContent, ContentOf(call));
        context.Set(Files, files);
        context.Set(File, files.FirstOrDefault());
        context.Set(Result, Bag(("Method", call.Method), ("Path", call.Path), ("ContentType", call.ContentType), ("ContentLength", call.Size)));
    }

    static object? ContentOf(HttpCall call)
    {
        try
        {
            return call.Form is { } form
                ? Bag(form.ToDictionary(pair => pair.Key, pair => (object?)pair.Value))
                : HttpContents.Parse(call.Body, call.ContentType);
        }
        catch (System.Text.Json.JsonException error)
        {
            throw new HttpRefusedException(400, error.Message, ("path", error.Path), ("lineNumber", error.LineNumber));
        }
    }

    static ExpandoObject Bag(params (string Name, object? Value)[] values) => Bag(values.ToDictionary(pair => pair.Name, pair => pair.Value));

    static ExpandoObject Bag(IReadOnlyDictionary<string, object?> values)
    {
        IDictionary<string, object?> bag = new ExpandoObject();
        foreach (var (name, value) in values)
            bag[name] = value;
        return (ExpandoObject)bag;
    }

    /// <summary>A limit that the request exceeds: an outcome when the definition wants it, else the answer.</summary>
    sealed record Excess(int Status, string Outcome, string Message, bool IsExposed);
}
