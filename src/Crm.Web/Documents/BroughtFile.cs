using Microsoft.AspNetCore.Components.Forms;

namespace Crm.Documents;

/// <summary>A file as someone brought it.</summary>
public sealed record BroughtFile(string FileName, byte[] Bytes)
{
    /// <summary>One that was posted; how large it may be, the endpoint says.</summary>
    public static Task<BroughtFile> ReadAsync(IFormFile file, CancellationToken cancellationToken) => ReadAsync(file.FileName, file.OpenReadStream(), cancellationToken);

    /// <summary>One that was chosen or dropped on a page.</summary>
    /// <exception cref="IOException">It is larger than it may be.</exception>
    public static Task<BroughtFile> ReadAsync(IBrowserFile file, long mostBytes) => ReadAsync(file.Name, file.OpenReadStream(mostBytes), CancellationToken.None);

    static async Task<BroughtFile> ReadAsync(string name, Stream stream, CancellationToken cancellationToken)
    {
        await using (stream)
        {
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes, cancellationToken);
            return new(name, bytes.ToArray());
        }
    }
}
