using System.Dynamic;
using Crm.Engine.Definitions;

namespace Crm.Engine.Tests.Definitions;

public sealed class TypeAliasTests
{
    [Theory]
    [InlineData("int32", typeof(int))]
    [InlineData("Int32?", typeof(int?))]
    [InlineData("Long", typeof(long))]
    [InlineData("String[]", typeof(string[]))]
    [InlineData("Byte[]", typeof(byte[]))]
    [InlineData("List<String>", typeof(List<string>))]
    [InlineData("HashSet<Int32>", typeof(HashSet<int>))]
    [InlineData("IEnumerable<Object>", typeof(List<object>))]
    [InlineData("Dictionary<String, Object>", typeof(ExpandoObject))]
    [InlineData("System.String, System.Private.CoreLib", typeof(string))]
    [InlineData("System.String[], System.Private.CoreLib", typeof(string[]))]
    [InlineData("UnregisteredClrType:System.Uri, System.Private.Uri", typeof(Uri))]
    [InlineData("System.Collections.Generic.List`1[[System.String, System.Private.CoreLib]], System.Private.CoreLib", typeof(List<string>))]
    [InlineData("System.Collections.Generic.IDictionary`2[[System.String, System.Private.CoreLib],[System.Object, System.Private.CoreLib]], System.Private.CoreLib", typeof(ExpandoObject))]
    [InlineData("System.Nullable`1[[System.DateTime, System.Private.CoreLib]], System.Private.CoreLib", typeof(DateTime?))]
    [InlineData("Elsa.Http.HttpHeaders, Elsa.Http", typeof(ExpandoObject))]
    [InlineData("System.Diagnostics.Process, System.Diagnostics.Process", null)]
    [InlineData("System.Collections.Generic.List`1[[System.Diagnostics.Process, System.Diagnostics.Process]], System.Private.CoreLib", null)]
    [InlineData("", null)]
    public void A_type_is_known_by_its_simple_name_and_only_when_it_is_in_the_list(string name, Type? type) => Assert.Equal(type, TypeAliases.Find(name));
}
