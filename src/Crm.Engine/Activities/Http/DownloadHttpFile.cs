using System.Dynamic;
using System.Globalization;
using System.Net.Http.Headers;
using Crm.Engine.Execution;
using Crm.Engine.Http;

namespace Crm.Engine.Activities.Http;

/// <summary>Downloads a file.</summary>
[Activity("Elsa", "HTTP", "Downloads a file.", DisplayName = "Download File", Kind = ActivityKind.Task)]
public sealed class DownloadHttpFile : HttpRequestActivity
{
    [Input(DisplayName = "Expected status codes", DefaultValue = new[] { 200 }, UIHint = "multitext")]
    public Input<List<int>>? ExpectedStatusCodes { get; set; }

    [Input(DisplayName = "Content type", UIHint = "dropdown")]
    public Input<string>? RequestContentType { get; set; }

    [Output]
    public Output<ExpandoObject>? Response { get; set; }

    [Output(DisplayName = "Status code")]
    public Output<int>? StatusCode { get; set; }

    [Output(DisplayName = "Content stream")]
    public Output<byte[]>? ResponseContentStream { get; set; }

    [Output(DisplayName = "Content bytes")]
    public Output<byte[]>? ResponseContentBytes { get; set; }

    [Output(DisplayName = "Response headers")]
    public Output<ExpandoObject>? ResponseHeaders { get; set; }

    [Output(DisplayName = "Content headers")]
    public Output<ExpandoObject>? ResponseContentHeaders { get; set; }

    [Output]
    public Output<ExpandoObject>? Result { get; set; }

    internal override string? ContentTypeOf(ActivityExecutionContext context) => context.Get(RequestContentType);

    internal override ValueTask AnsweredAsync(ActivityExecutionContext context, HttpReply reply)
    {
        if (reply.Status is not { } status)
        {
            context.WorkflowExecutionContext.Log.Write("Error", context, reply.Failure);
            return context.CompleteActivityWithOutcomesAsync(reply.TimedOut ? "Timeout" : "Failed to connect");
        }
        var content = reply.Headers.Where(header => header.Key.StartsWith("Content-", StringComparison.OrdinalIgnoreCase));
        context.Set(StatusCode, status);
        context.Set(Response, HttpReplies.Summary(reply));
        context.Set(ResponseHeaders, HttpReplies.HeadersOf(reply));
        context.Set(ResponseContentHeaders, HttpReplies.Bag(content.Select(header => (header.Key, (object?)header.Value))));
        context.Set(ResponseContentBytes, reply.Body);
        context.Set(ResponseContentStream, reply.Body);
        context.Set(Result, FileOf(context, reply));
        return context.Get(ExpectedStatusCodes) is { } expected && expected.Contains(status)
            ? context.CompleteActivityWithOutcomesAsync(status.ToString(CultureInfo.InvariantCulture), "Done")
            : context.CompleteActivityWithOutcomesAsync("Unmatched status code", "Done");
    }

    ExpandoObject FileOf(ActivityExecutionContext context, HttpReply reply)
    {
        var stated = reply.Headers.FirstOrDefault(header => header.Key.Equals("Content-Disposition", StringComparison.OrdinalIgnoreCase)).Value?.FirstOrDefault();
        var disposition = ContentDispositionHeaderValue.TryParse(stated ?? "", out var parsed) ? parsed : null;
        var name = disposition?.FileNameStar ?? disposition?.FileName?.Trim('"') ?? Path.GetFileName(context.Get(Url)!.LocalPath);
        return HttpReplies.Bag([("FileName", name), ("ContentType", reply.ContentType), ("Content", reply.Body)]);
    }
}
